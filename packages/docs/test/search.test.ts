import type { Page } from "@agora-chat-openapi/testing/browser.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RANKING } from "../site/ranking.ts";
import { launchedPage, type OpenSite, openSite } from "./open-site.ts";

/** What readers enter, and the page that they look for: each comes first, or among the first few where several fit. */
const QUERIES: [query: string, page: string, among?: number][] = [
  ["kick", "operations/removeChatgroupMembers", 4],
  ["kick member from room", "operations/removeChatroomMembers"],
  ["kick member from group", "operations/removeChatgroupMembers"],
  ["invite", "operations/addChatgroupMembers", 5],
  ["invite to room", "operations/addChatroomMembers", 4],
  ["whitelist", "operations/addChatgroupAllowlistMembers", 8],
  ["whitelist room", "operations/addChatroomAllowlistMembers", 5],
  ["blacklist", "operations/listBlockedUsers", 8],
  ["send image", "operations/sendUserMessage", 4],
  ["send picture to group", "operations/sendChatgroupMessage", 3],
  ["upload image", "operations/uploadFile", 2],
  ["register", "operations/createUsers", 2],
  ["sign up", "operations/createUsers", 2],
  ["how long does a token live", "guides/authentication", 2],
  ["token lifetime", "guides/authentication", 2],
  ["log in", "operations/createToken", 4],
  ["unsend", "operations/recallMessage"],
  ["withdraw message", "operations/recallMessage"],
  ["friend", "operations/addContact", 4],
  ["friend list", "operations/listContacts", 3],
  ["avatar", "operations/setUserAttributes", 4],
  ["do not disturb", "operations/setPushNotificationSettings", 3],
  ["emoji", "operations/addReaction", 3],
  ["promote", "operations/addChatgroupAdmin", 3],
  ["transfer ownership", "operations/updateChatgroup", 3],
  ["rename group", "operations/updateChatgroup", 2],
  ["dissolve", "operations/deleteChatgroup", 3],
  ["silence", "operations/muteChatgroupMembers", 5],
  ["delivery receipt", "operations/getOfflineMessageStatus", 2],
  ["unread count", "operations/getOfflineMessageCount", 2],
  ["forbidden_op", "errors/forbidden_op"],
  ["reach_limit", "errors/reach_limit", 2],
  ["resource_limited", "errors/resource_limited", 2],
  ["service_resource_not_found", "errors/service_resource_not_found"],
  ["duplicate_unique_property_exists", "errors/duplicate_unique_property_exists", 2],
  ["429", "status-codes", 2],
  ["ban user", "operations/deactivateUser", 4],
  ["read receipt", "callbacks/readReceipt", 3],
  ["typing indicator", "operations/sendUserMessage", 2],
  ["upload", "operations/uploadFile", 2],
  ["thumbnail", "operations/downloadFile", 3],
  ["mute all", "operations/muteAllChatgroupMembers", 3],
  ["push certificate", "operations/createPushCertificate", 2],
  ["guest", "operations/createUsers"],
  ["quota", "limits", 3],
  ["rate limit", "limits", 4],
  ["how fast may messages be sent", "guides/batches-and-rates", 3],
  ["pagination", "guides/paging", 3],
  ["webhook", "callbacks", 3],
  ["webhook", "guides/receive-callbacks", 3],
  ["webhooks express", "guides/receive-callbacks", 3],
  ["callback", "guides/receive-callbacks", 5],
  ["stored callbacks", "operations/listStoredCallbacks", 3],
  ["messageSent", "callbacks", 3],
  ["preDeliveryMessage", "callbacks", 3],
  ["verify webhook signature", "guides/receive-callbacks", 3],
  ["sendUserMessage", "operations/sendUserMessage"],
  ["routetype", "operations/sendUserMessage", 3],
  ["invite_need_confirm", "operations/createChatgroup", 5],
  ["which server version", "guides/which-server", 2],
  ["who may", "guides/roles", 3],
];

let site: OpenSite;
let reader: Page;
beforeAll(async () => {
  site = await openSite();
  ({ page: reader } = await launchedPage(site, "index.html"));
});
afterAll(() => site.close());

/** In the words of the browser: the tests' own compiler would change an `import` within a function. */
const SEARCH = `import("/pagefind/pagefind.js")
  .then(async (pagefind) => {
    await pagefind.options({ ranking: ${JSON.stringify(RANKING)} });
    return pagefind.search(query);
  })
  .then(({ results }) => Promise.all(results.slice(0, 10).map((result) => result.data())))
  .then((pages) => pages.map(({ url }) => url))`;

test.each(QUERIES)("%s finds %s", async (query, page, among = 1) => {
  const found: string[] = await reader.evaluate(`{ const query = ${JSON.stringify(query)}; ${SEARCH} }`);
  const place = found.findIndex((url) => url.replace(/\.html$/, "") === `/${page}`);
  expect(place, `${query}: ${found.join(" ")}`).toBeGreaterThanOrEqual(0);
  expect(place, `${query}: ${found.join(" ")}`).toBeLessThan(among);
});

test("the search box answers what is typed within a moment, and Enter opens the first result", async () => {
  const { page } = await launchedPage(site, "index.html");
  await page.locator(".pagefind-ui__search-input").waitFor({ state: "attached" });
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search").fill("forbidden_op");
  const first = page.locator("#starlight__search .pagefind-ui__result-link").first();
  await first.waitFor();
  await first.click();
  await page.waitForURL(/errors\/forbidden_op/);
});
