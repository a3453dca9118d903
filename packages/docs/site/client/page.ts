/** What pages do beyond what they are: tabs, sortable tables, and samples for the reader's own app. */

import { addSorting } from "./sort.ts";
import { addTabs } from "./tabs.ts";
import { addFields } from "./target.ts";

addTabs();
addSorting();
addFields();
// Pages that others draw lead here to search.
if (location.hash === "#search") document.querySelector<HTMLElement>("site-search button")?.click();
