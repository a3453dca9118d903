/** How search weighs what it finds: a word as it was entered counts for more than others that begin like it. */
export const RANKING = { termSimilarity: 3 };
