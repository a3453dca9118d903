import { historyQuery } from "../../domain/history.ts";
import { handlers } from "../handlers.ts";

export const history = handlers({
  getMessageHistory(world, { path: { time }, url }) {
    const { org, app } = world.app;
    const file = [HISTORY, encodeURIComponent(org), encodeURIComponent(app), `${time}.gz`].join("/");
    return { data: [{ url: `${new URL(url).origin}${file}?${historyQuery(world, time)}` }] };
  },
});

/** Where files of history are. */
export const HISTORY = "/_history";
