#!/usr/bin/env node
// Cleans scraped pages with textcleand: a sample of a caller in Node.js.
//
//   npm install --prefix client/node
//   client/node/clean_page.js page.txt page.html
//
// Several servers share the calls in turn, be they many addresses behind one name (--server=dns:///textclean:50051, a
// headless Kubernetes Service) or a list (--server=ipv4:127.0.0.1:50051,127.0.0.1:50052). Calls that found no server
// are tried again. Both are said in client/service_config.json, which callers in every language share.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const SERVICE_CONFIG = path.join(__dirname, '..', 'service_config.json');
const definitions = protoLoader.loadSync(['textclean/v1/textclean.proto', 'google/rpc/error_details.proto'], {
  includeDirs: [path.join(__dirname, '..', '..', 'proto')],
  keepCase: true,
  enums: String,
  defaults: true,
});
const { textclean } = grpc.loadPackageDefinition(definitions);

const usage = 'usage: clean_page.js [--server=ADDR] [--deadline=SECONDS] [--removed]\n' +
  '         [--tls] [--ca=FILE] [--cert=FILE --key=FILE] [--tls-name=NAME] FILE...';

function openClient(flags) {
  const read = (name) => (flags[name] === undefined ? null : fs.readFileSync(flags[name]));
  const credentials = flags.tls
    ? grpc.credentials.createSsl(read('ca'), read('key'), read('cert'))
    : grpc.credentials.createInsecure();
  const options = {
    'grpc.service_config': fs.readFileSync(SERVICE_CONFIG, 'utf8'),
    // An answer holds the page's text and its ledger, and may be larger than gRPC's 4 MiB.
    'grpc.max_receive_message_length': 256 << 20,
  };
  if (flags['tls-name']) options['grpc.ssl_target_name_override'] = flags['tls-name'];
  return new textclean.v1.TextCleanService(flags.server, credentials, options);
}

// The answer for a file, whatever its charset.
function clean(client, file, deadlineSeconds) {
  const request = {
    document: {
      id: file,
      content: fs.readFileSync(file),
      format: /\.html?$/i.test(file) ? 'FORMAT_HTML' : 'FORMAT_AUTO',
    },
    // Offsets in UTF-16 code units, which JavaScript's strings count in, and the text that they count in.
    options: { offset_unit: 'OFFSET_UNIT_UTF16_CODE_UNITS', include_decoded_text: true },
  };
  const deadline = Date.now() + deadlineSeconds * 1000;
  return new Promise((resolve, reject) => {
    client.Clean(request, { deadline }, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

// [kind, rule, text] of each region that was taken out; white space and markup are no one's loss.
function removed(answer) {
  const page = answer.document.decoded_text;
  return answer.regions
    .filter(({ kept, kind }) => !kept && kind !== 'REGION_KIND_WHITESPACE' && kind !== 'REGION_KIND_MARKUP')
    .map(({ begin, end, kind, rule }) => [
      kind.replace('REGION_KIND_', ''), rule, page.slice(begin, end).trim().split(/\s+/).join(' ')]);
}

// What went wrong with a file; for a failed call with the stable reason that programs can tell cases apart by.
function describe(error) {
  if (!error.metadata) return error.message;
  let text = `${grpc.status[error.code]}: ${error.details}`;
  for (const bytes of error.metadata.get('grpc-status-details-bin')) {
    for (const detail of definitions['google.rpc.Status'].deserialize(bytes).details) {
      if (detail.type_url.endsWith('/google.rpc.ErrorInfo')) {
        text += ` (${definitions['google.rpc.ErrorInfo'].deserialize(detail.value).reason})`;
      }
    }
  }
  return text;
}

async function main() {
  const string = { type: 'string' };
  const boolean = { type: 'boolean' };
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        server: { type: 'string', default: '127.0.0.1:50051' },
        deadline: { type: 'string', default: '30' },
        removed: boolean, tls: boolean, ca: string, cert: string, key: string, 'tls-name': string,
      },
    });
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    return 2;
  }
  const { values: flags, positionals: files } = parsed;
  if (files.length === 0 || !(Number(flags.deadline) > 0)) {
    console.error(usage);
    return 2;
  }

  let status = 0;
  const client = openClient(flags);
  for (const file of files) {
    try {
      const answer = await clean(client, file, Number(flags.deadline));
      if (flags.removed) {
        for (const row of removed(answer)) console.log(row.join('\t'));
      } else {
        console.log(answer.text);
      }
    } catch (error) {
      console.error(`${file}: ${describe(error)}`);
      status = 1;
    }
  }
  client.close();
  return status;
}

main().then((status) => { process.exitCode = status; });
