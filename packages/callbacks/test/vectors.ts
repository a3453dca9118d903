/** Signatures that other programs made, each of the text `callId` + `secret` + `timestamp` in UTF-8. */
export const vectors = [
  {
    by: "printf %s … | md5sum",
    callId: "41117440#383391_1347851273480080016",
    secret: "ExampleRuleSecret",
    timestamp: 1772442600000,
    security: "2b30ecd0222c7daa13df351c0e62a52b",
  },
  {
    by: "printf %s … | md5sum",
    callId: "41117440#383391_d0c8a410-161f-11f1-9a4e-7d2b6f9c1e11",
    secret: "🔑schlüssel",
    timestamp: 1772444400000,
    security: "a7964917e2a5d699fa5282c34e2f0375",
  },
  {
    by: "printf %s … | openssl md5",
    callId: "41117440#383391_d0c8a410-161f-11f1-9a4e-7d2b6f9c1e11",
    secret: "ExampleRuleSecret",
    timestamp: 1772444400000,
    security: "32e35032db6107ba9c34efaf1f1e3429",
  },
  {
    by: "hashlib.md5 of Python",
    callId: "c",
    secret: "k".repeat(200),
    timestamp: 1,
    security: "dddd442768893cb12fb45188997c3bfa",
  },
];
