/** Text under text, as every object of Stripe's carries it. */
export type Metadata = Readonly<Record<string, string>>
