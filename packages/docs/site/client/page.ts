/** What pages do beyond what they are: tabs, sortable tables, and samples for the reader's own app. */

import { addReach } from "./reach.ts";
import { addSorting } from "./sort.ts";
import { addTabs } from "./tabs.ts";
import { addFields } from "./target.ts";

addTabs();
addReach();
addSorting();
addFields();
document.querySelector(".search-here button")?.addEventListener("click", openSearch);
// Pages that others draw lead here to search.
if (location.hash === "#search") openSearch();

async function openSearch(): Promise<void> {
  await customElements.whenDefined("site-search");
  document.querySelector<HTMLElement>("site-search button")?.click();
}
if (import.meta.env.DEV) import("./problem.ts");
