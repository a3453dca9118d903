import { bucketsOf, resendBucket } from "../../domain/delivery.ts";
import { handlers } from "../handlers.ts";

export const stored = handlers({
  listStoredCallbacks: (world) => ({ data: bucketsOf(world) }),
  resendStoredCallbacks(world, { body: { date, targetUrl } }) {
    return { data: resendBucket(world, date, targetUrl) ? "success" : "failure" };
  },
});
