/** Documented responses of reads that the emulator does not give after the world was played, each with the reason. */
const NO_THREADS = "threads are not there yet";

export const differing: Readonly<Record<string, string>> = {
  "getPushStatistics two":
    "the documented figures are of messages, and nobody is notified of those while the world is played",
  "listPushCertificates none": "it is of an app without certificates, and the world has one",
  "getMessageHistory file": "each server has an address and a signature of its own",
  "listStoredCallbacks buckets": "no server is called back while the world is played, so that nothing fails",
  "listThreads page": NO_THREADS,
  "listJoinedThreads page": NO_THREADS,
  "listJoinedThreadsInChatgroup page": NO_THREADS,
  "listThreadMembers page": NO_THREADS,
};
