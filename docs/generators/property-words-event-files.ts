/** Members of files of events. */
export const eventFileWords: Readonly<Record<string, string>> = {
  accepted: "Events that were acted upon, now or when they came before.",
  "AnnounceEventFileRequest.amount": "The sum of the payments, in minor units.",
  "AnnounceEventFileRequest.bytes": "How long the file is, to the byte.",
  "AnnounceEventFileRequest.count": "Events in the file.",
  "AnnounceEventFileRequest.format":
    "`CSV` as documented, or `NDJSON`: on each line the body of a single callback.",
  duplicate: "Events whose fact was reported under another event id before.",
  "EventFileView.amount": "The sum of the payments, in minor units.",
  "EventFileView.code": "What is wrong, as a stable code.",
  "EventFileView.controlTotals": "What was said of the file, and what was found in it.",
  "EventFileView.count": "Events in the file.",
  "EventFileView.failed": "Events that failed on the gateway's side; they may be sent again.",
  "EventFileView.finishedAt": "When the last event was taken and the results were ready.",
  "EventFileView.format": "How the file is written.",
  "EventFileView.given": "What the agency said.",
  "EventFileView.message": "What is wrong, in a sentence for a person.",
  "EventFileView.progress": "What became of the events so far.",
  "EventFileView.reasons": "Why the whole file was refused; empty otherwise.",
  "EventFileView.received": "Events that were worked on.",
  "EventFileView.refused": "Events that changed nothing: why is in the results.",
  fileId: "The file, `evf_…`: the same for the same bytes.",
  lines: "Events of the file, without its header.",
  payments: "What the `payment.received` of the file add up to, by currency.",
  "AnnounceEventFileRequest.payments":
    "What the `payment.received` of the file add up to, by currency; not compared when left out.",
  quarantined: "Events that were kept whole for a person.",
};
