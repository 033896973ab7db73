// Extract's flat facts as CSV (RFC 4180), for spreadsheets: UTF-8, CRLF line ends, one row a file.
//
// Several values of one field are parted by "; ". A value that a spreadsheet would run as a formula
// gets an apostrophe before it.
#ifndef TEXTCLEAN_CLIENT_CSV_H_
#define TEXTCLEAN_CLIENT_CSV_H_

#include <string>

#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

// The names of the columns.
std::string CsvHeader();

// The row of a file.
std::string CsvRow(const std::string& source, const v1::ExtractResponse& response);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_CSV_H_
