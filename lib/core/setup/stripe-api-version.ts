/** The version of Stripe's API that the pinned SDK speaks, and that a webhook endpoint should have. */
export const stripeApiVersion = '2026-10-28.endive'
