/** Where credit came from. `free` pays as free grant, the others as credits. */
export const origins = ['free', 'signup', 'topup', 'pack', 'recharge', 'admin'] as const
export type Origin = (typeof origins)[number]

/**
 * An amount of credit, in money of a currency or in units of a meter (`asset`), at twelve places. At any time
 * `granted = remaining + held + used + expired + refunded`, and none of them is negative.
 */
export type Grant = {
  readonly id: string
  readonly origin: Origin
  readonly asset: string
  /** The lower the sooner it is drawn, among those that expire together. */
  readonly priority: number
  /** Nanoseconds since the epoch, from which it cannot be drawn; null never expires. */
  readonly expiresAt: bigint | null
  /** Order of granting within the org. */
  readonly sequence: bigint
  readonly granted: bigint
  readonly remaining: bigint
  readonly held: bigint
  readonly used: bigint
  readonly expired: bigint
  readonly refunded: bigint
  /** The first grant of the same purchase, if this is credit of it that came back; else null. */
  readonly returnedOf: string | null
  /**
   * Of a purchase's first grant: credit whose money went back while it was spent or held. As much of what comes back to the
   * purchase's grants is withheld.
   */
  readonly toWithhold: bigint
}

/** The grant that knows what is to be withheld of what comes back to this one. */
export const purchaseGrantOf = ({ id, returnedOf }: Pick<Grant, 'id' | 'returnedOf'>): string => returnedOf ?? id

/** True until the instant from which the grant cannot be drawn any more. */
export const isLive = ({ expiresAt }: Pick<Grant, 'expiresAt'>, now: bigint): boolean =>
  expiresAt === null || expiresAt > now

/** True where the grant's parts add up and none is negative. */
export const addsUp = ({ granted, remaining, held, used, expired, refunded, toWithhold }: Grant): boolean =>
  granted === remaining + held + used + expired + refunded &&
  [remaining, held, used, expired, refunded, toWithhold].every((part) => part >= 0n)
