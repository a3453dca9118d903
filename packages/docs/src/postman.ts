import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

/** Writes `postman_collection.json` in a thread of its own, since converting takes about as long as all the rest. */
export async function buildPostman(dist: URL): Promise<void> {
  const worker = new Worker(new URL("postman-worker.ts", import.meta.url), {
    workerData: {
      description: fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json")),
      output: fileURLToPath(new URL("postman_collection.json", dist)),
    },
  });
  await once(worker, "exit");
}
