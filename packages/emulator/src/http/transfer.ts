/** An app as a body: what comes and goes as a stream under `/_emulator`. */
import { Readable } from "node:stream";
import type { HttpRequest, StreamedResponse } from "@agora-chat-openapi/http";
import type { Apps, Tenant } from "../store/apps.ts";
import { type AppFiles, ExportError, exportLines, importLines } from "../store/export.ts";
import { linesOf } from "../store/lines.ts";
import { type Failure, failed, noApp, type TRANSFERS } from "./admin-handlers.ts";

type Transferred = StreamedResponse | Failure | { done: true };

type Transfers = Record<(typeof TRANSFERS)[number], (tenant: Tenant, request: HttpRequest) => Promise<Transferred>>;

export function createTransfers(apps: Apps, files: AppFiles): Transfers {
  return {
    async exportApp(tenant) {
      const app = await apps.find(tenant);
      if (!app) return noApp(tenant);
      const headers = {
        "content-type": "application/x-ndjson",
        "content-disposition": `attachment; filename="${encodeURIComponent(app.name.app)}.ndjson"`,
      };
      return { status: 200, headers, body: Readable.from(exportLines(app, files)) };
    },
    async importApp(tenant, { body, stream = Readable.from([body]) }) {
      const app = await apps.find(tenant);
      if (!app) return noApp(tenant);
      try {
        await importLines(app, files, linesOf(stream));
      } catch (error) {
        if (error instanceof ExportError) return failed(400, error.message);
        throw error;
      }
      return { done: true };
    },
  };
}
