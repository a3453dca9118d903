/**
 * How search weighs what it finds. A word as it was entered counts for more than others that begin like it; titles count
 * as text of their pages, where each page says how much.
 */
export const RANKING = {
  termSimilarity: 3,
  termFrequency: 1,
  termSaturation: 1.4,
  pageLength: 0.75,
  metaWeights: { title: 0 },
};
