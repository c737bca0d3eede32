/** Members of files of advices, and of the words by which they are read. */
export const remittanceFileWords: Readonly<Record<string, string>> = {
  remittanceFiles: "How the CSV files are read by which the agency advises remittances.",
  "RemittanceFileWords.delimiter": "Between two cells.",
  encoding: "How the text is encoded.",
  "RemittanceFileWords.fields":
    "Where the members of a line are found, by the columns' headers. In the row with the totals, those of the totals.",
  "RemittanceFileWords.to": "The member of a line, or of the totals, as a JSON pointer.",
  "RemittanceFileWords.from":
    "The column, by its header, as a JSON pointer of one step. Of several rules for one `to`, the first that finds something counts.",
  "RemittanceFileWords.currency": "The currency of every amount.",
  "RemittanceFileWords.currencyFrom": "The column that names the currency.",
  "RemittanceFileWords.value": "What it always is.",
  "RemittanceFileWords.constants": "Members that are the same in every row.",
  "RemittanceFileWords.ignored": "Columns that are left out knowingly; any other refuses the file.",
  "RemittanceFileWords.codes": "What the agency's codes stand for. A canonical code stands for itself.",
  "RemittanceFileWords.kind": "Of kinds of lines; `TRAILER` is the last row, which has the totals.",
  "RemittanceFileWords.recipient": "Of who had the money.",
  reversals:
    "How what went back is told: `BY_KIND`, with amounts above zero, or `BY_MINUS`, by a minus before its amounts.",
  advice: "All of the advice but its lines.",
  "AdviceHeader.from": "The first day.",
  "AdviceHeader.to": "The last day.",
  "AdviceHeader.totals":
    "What all lines come to. Left out, the file's last row says it; said twice, both must be the same.",
  "RemittanceFile.fileId": "The file, `rmf_…`: the same for the same bytes.",
  "RemittanceFile.bytes": "How long the file is, to the byte.",
  "RemittanceFile.state":
    "`AWAITING_UPLOAD`, `READING`, then `ADVISED`, all of it, or `REFUSED`, none of it.",
  dialectVersion:
    "The version of the agency's dialect by which it is read; none where columns are called as members are.",
  "RemittanceFile.lineCount": "How many lines were read.",
  "RemittanceFile.remittanceId": "The remittance that it is, once it was taken.",
  "RemittanceFile.reasons": "Why the whole file was refused; empty otherwise.",
  "RemittanceFile.code": "What is wrong, as a stable code.",
  "RemittanceFile.message": "What is wrong, in a sentence for a person.",
  "RemittanceFile.createdAt": "When it was announced.",
  "RemittanceFile.finishedAt": "When it was taken or refused, and the results were ready.",
  "RemittanceFile.from": "The first day.",
  "RemittanceFile.to": "The last day.",
  "RemittanceFile.totals": "What all lines come to, as it was announced.",
};
