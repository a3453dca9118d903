import type { Quotas } from "@agora-chat-openapi/description";

export type QuotaName = keyof Quotas;
export type Plan = "free" | "starter" | "pro" | "enterprise";

/** How much there may be of something. */
export type QuotaOf = (name: QuotaName) => number;

/** @param plan the plan whose quotas hold; without one only those hold that every plan has */
export function createQuotas(quotas: Quotas, plan: Plan | undefined): QuotaOf {
  return (name) => {
    const { limit, plans } = quotas[name];
    return limit ?? (plan && plans?.[plan]) ?? Number.POSITIVE_INFINITY;
  };
}
