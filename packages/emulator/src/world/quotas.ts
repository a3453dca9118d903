import type { Quotas } from "@agora-chat-openapi/description";

export type QuotaName = keyof Quotas;
export type Plan = "free" | "starter" | "pro" | "enterprise";

/** How much there may be of something. */
export type QuotaOf = (name: QuotaName) => number;

/** @param plan the plan whose quotas hold; where it is null, only those hold that every plan has */
export type QuotaOfPlan = (name: QuotaName, plan: Plan | null) => number;

export function createQuotas(quotas: Quotas): QuotaOfPlan {
  return (name, plan) => {
    const { limit, plans } = quotas[name];
    return limit ?? (plan === null ? undefined : plans?.[plan]) ?? Number.POSITIVE_INFINITY;
  };
}
