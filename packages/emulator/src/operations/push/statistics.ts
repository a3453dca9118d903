import { figures } from "../../domain/push-send.ts";
import { handlers } from "../handlers.ts";

const ALL = "ALL";

export const statistics = handlers({
  getPushStatistics(world, { path: { begin_date, end_date }, query: { platform } }) {
    const days = figures(world, begin_date, end_date, platform === ALL ? undefined : platform);
    const entries = days.map(({ day, vendors }) => {
      return [day, Object.fromEntries(vendors.map(({ vendor, taken }) => [vendor, { successCount: taken }]))];
    });
    return { status: "OK", data: Object.fromEntries(entries) };
  },
});
