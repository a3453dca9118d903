import type { IncomingMessage } from "node:http";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Affiliation, ChatgroupSummary } from "../src/index.ts";
import { answer, failure, startService } from "./server.ts";

const query = (request: IncomingMessage, name: string) => new URL(request.url ?? "", "http://x").searchParams.get(name);
const collect = async <T>(items: AsyncIterable<T>) => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe("pages by cursor", () => {
  const groups = ["a", "b", "c", "d", "e"].map((groupid) => ({ groupid }));
  const byCursor = () =>
    startService((request, response) => {
      const start = Number(query(request, "cursor") ?? 0);
      const end = start + Number(query(request, "limit") ?? 2);
      answer(response, 200, { data: groups.slice(start, end), ...(end < groups.length && { cursor: String(end) }) });
    });

  test("are walked item by item", async () => {
    const service = await byCursor();
    const items = await collect(service.client().listChatgroups.items({ query: { limit: 2 } }));
    expectTypeOf(items).toEqualTypeOf<ChatgroupSummary[]>();
    expect(items).toEqual(groups);
    expect(service.requests).toEqual([
      "GET /chatgroups?limit=2",
      "GET /chatgroups?limit=2&cursor=2",
      "GET /chatgroups?limit=2&cursor=4",
    ]);
  });

  test("are walked answer by answer, from any cursor", async () => {
    const service = await byCursor();
    const pages = await collect(service.client().listChatgroups.pages({ query: { cursor: "2" } }));
    expect(pages.map(({ data }) => data.length)).toEqual([2, 1]);
  });

  test("end at maxPages", async () => {
    const service = await byCursor();
    expect(await collect(service.client().listChatgroups.items({ maxPages: 2 }))).toHaveLength(4);
    expect(service.requests).toHaveLength(2);
  });

  test("are fetched no sooner than they are read", async () => {
    const service = await byCursor();
    for await (const item of service.client().listChatgroups.items()) if (item) break;
    expect(service.requests).toHaveLength(1);
  });

  test("end when the cursor repeats", async () => {
    const service = await startService((_, response) => answer(response, 200, { data: groups, cursor: "same" }));
    expect(await collect(service.client().listChatgroups.pages())).toHaveLength(2);
  });

  test("end at an empty page that still has a cursor", async () => {
    const service = await startService((_, response, count) =>
      answer(response, 200, { data: count < 3 ? groups : [], cursor: `c${count}` }),
    );
    expect(await collect(service.client().listChatgroups.pages())).toHaveLength(2);
  });

  test("fail like the call itself", async () => {
    const service = await startService((_, response) =>
      answer(response, 404, failure("organization_application_not_found")),
    );
    await expect(collect(service.client().listChatgroups.items())).rejects.toMatchObject({ name: "ChatApiError" });
  });
});

test("pages whose cursor stands in properties are walked", async () => {
  const service = await startService((_, response, count) =>
    answer(response, 200, {
      data: { affiliations: count < 3 ? [`u${count}`] : [] },
      properties: { cursor: `c${count}` },
    }),
  );
  const names = await collect(service.client().listThreadMembers.items({ path: { thread_id: "1" } }));
  expectTypeOf(names).toEqualTypeOf<string[]>();
  expect(names).toEqual(["u1", "u2"]);
});

describe("pages by number or by cursor", () => {
  const path = { chatgroup: { group_id: "1" }, chatroom: { chatroom_id: "1" } };
  const byEither = () =>
    startService((request, response) => {
      const page = Number(query(request, "pagenum"));
      if (page > 0) return answer(response, 200, { data: page < 3 ? [{ member: `u${page}` }] : [] });
      const isLast = query(request, "cursor") !== null;
      answer(response, 200, { data: isLast ? ["chloe"] : ["ben"], ...(!isLast && { cursor: "c1" }) });
    });

  test("go by number unless the query says otherwise", async () => {
    const service = await byEither();
    await collect(service.client().listChatgroupMembers.pages({ path: path.chatgroup, query: { sort: "asc" } }));
    expect(service.requests.map((line) => line.split("?")[1])).toEqual([
      "sort=asc&pagenum=1",
      "sort=asc&pagenum=2",
      "sort=asc&pagenum=3",
    ]);
  });

  test.each([{ version: "v3" }, { limit: 1 }, { version: "v3", limit: 1 }] as const)(
    "go by cursor with %o",
    async (choice) => {
      const service = await byEither();
      const items = await collect(service.client().listChatroomMembers.items({ path: path.chatroom, query: choice }));
      expectTypeOf(items).toEqualTypeOf<(Affiliation | string)[]>();
      expect(items).toEqual(["ben", "chloe"]);
      expect(service.requests).toHaveLength(2);
      for (const line of service.requests) expect(line).not.toContain("pagenum");
    },
  );

  test("start at the cursor that the query has", async () => {
    const service = await byEither();
    const query = { version: "v3", cursor: "c1" } as const;
    expect(await collect(service.client().listChatroomMembers.items({ path: path.chatroom, query }))).toEqual([
      "chloe",
    ]);
  });
});

describe("numbered pages", () => {
  const member = (name: string) => ({ member: name });

  test("are walked until one is empty", async () => {
    const service = await startService((request, response) => {
      const page = Number(query(request, "pagenum"));
      answer(response, 200, { data: page <= 3 ? [member(`u${page}`)] : [] });
    });
    const people = await collect(service.client().listChatroomMembers.items({ path: { chatroom_id: "1" } }));
    expectTypeOf(people).toEqualTypeOf<(Affiliation | string)[]>();
    expect(people).toEqual([member("u1"), member("u2"), member("u3")]);
  });

  test("start where the caller says", async () => {
    const service = await startService((_, response, count) =>
      answer(response, 200, { data: count < 2 ? [member("u")] : [] }),
    );
    await collect(service.client().listChatroomMembers.items({ path: { chatroom_id: "1" }, query: { pagenum: 5 } }));
    expect(service.requests).toEqual(["GET /chatrooms/1/users?pagenum=5", "GET /chatrooms/1/users?pagenum=6"]);
  });

  test("end when the service answers the same page again", async () => {
    const service = await startService((_, response) => answer(response, 200, { data: [member("u")] }));
    expect(await collect(service.client().listChatroomMembers.items({ path: { chatroom_id: "1" } }))).toHaveLength(1);
  });
});
