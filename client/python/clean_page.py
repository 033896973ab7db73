#!/usr/bin/env python3
"""Cleans scraped pages with textcleand: a sample of a caller in Python.

    client/python/generate build/python
    PYTHONPATH=build/python client/python/clean_page.py page.txt page.html

Several servers share the calls in turn, be they many addresses behind one name (--server=dns:///textclean:50051, a
headless Kubernetes Service) or a list (--server=ipv4:127.0.0.1:50051,127.0.0.1:50052). Calls that found no server are
tried again. Both are said in client/service_config.json, which callers in every language share.
"""

import argparse
import pathlib
import sys

import grpc
from google.rpc import error_details_pb2, status_pb2
from textclean.v1 import textclean_pb2 as api
from textclean.v1 import textclean_pb2_grpc

SERVICE_CONFIG = pathlib.Path(__file__).parents[1] / "service_config.json"


def open_channel(args):
    options = [
        ("grpc.service_config", SERVICE_CONFIG.read_text()),
        # An answer holds the page's text and its ledger, and may be larger than gRPC's 4 MiB.
        ("grpc.max_receive_message_length", 256 << 20),
    ]
    if not args.tls:
        return grpc.insecure_channel(args.server, options)
    if args.tls_name:
        options.append(("grpc.ssl_target_name_override", args.tls_name))
    credentials = grpc.ssl_channel_credentials(*(path and path.read_bytes() for path in (args.ca, args.key, args.cert)))
    return grpc.secure_channel(args.server, credentials, options)


def clean(stub, path, deadline):
    """The answer for a file, whatever its charset."""
    html = path.suffix.lower() in (".html", ".htm")
    request = api.CleanRequest(
        document=api.Document(id=str(path), content=path.read_bytes(),
                              format=api.FORMAT_HTML if html else api.FORMAT_AUTO),
        # Offsets in code points, which Python's strings count in, and the text that they count in.
        options=api.CleanOptions(offset_unit=api.OFFSET_UNIT_CODE_POINTS, include_decoded_text=True))
    return stub.Clean(request, timeout=deadline)


def removed(answer):
    """(kind, rule, text) of each region that was taken out; white space and markup are no one's loss."""
    page = answer.document.decoded_text
    for region in answer.regions:
        if not region.kept and region.kind not in (api.REGION_KIND_WHITESPACE, api.REGION_KIND_MARKUP):
            kind = api.RegionKind.Name(region.kind).removeprefix("REGION_KIND_")
            yield kind, region.rule, " ".join(page[region.begin:region.end].split())


def describe(error):
    """Code and message of a failed call, with the stable reason that programs can tell cases apart by."""
    text = f"{error.code().name}: {error.details()}"
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            for detail in status_pb2.Status.FromString(value).details:
                info = error_details_pb2.ErrorInfo()
                if detail.Unpack(info):
                    text += f" ({info.reason})"
    return text


def main():
    parser = argparse.ArgumentParser(description="Cleans scraped pages with textcleand.")
    parser.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--server", default="127.0.0.1:50051", metavar="ADDR")
    parser.add_argument("--deadline", type=float, default=30, metavar="SECONDS", help="longest wait, retries included")
    parser.add_argument("--removed", action="store_true", help="print what was removed instead: kind, rule, text")
    parser.add_argument("--tls", action="store_true", help="talk TLS; the machine's certificate authorities by default")
    parser.add_argument("--ca", type=pathlib.Path, metavar="FILE", help="certificate authorities to trust")
    parser.add_argument("--cert", type=pathlib.Path, metavar="FILE", help="own certificate, for mutual TLS")
    parser.add_argument("--key", type=pathlib.Path, metavar="FILE", help="its private key")
    parser.add_argument("--tls-name", metavar="NAME", help="name to expect in the server's certificate")
    args = parser.parse_args()

    failed = False
    with open_channel(args) as channel:
        stub = textclean_pb2_grpc.TextCleanServiceStub(channel)
        for path in args.files:
            try:
                answer = clean(stub, path, args.deadline)
            except grpc.RpcError as error:
                print(f"{path}: {describe(error)}", file=sys.stderr)
                failed = True
                continue
            except OSError as error:
                print(f"{path}: {error.strerror}", file=sys.stderr)
                failed = True
                continue
            if args.removed:
                for row in removed(answer):
                    print(*row, sep="\t")
            else:
                print(answer.text)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
