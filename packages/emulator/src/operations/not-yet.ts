/** Operations that are answered with 501. */
export const notYet = ["listReactions", "addReaction", "deleteReaction", "getReactionDetail"] as const;
