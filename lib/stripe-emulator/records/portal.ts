/** A visit to the local Customer Portal. */
export type PortalSessionRecord = {
  readonly id: string
  readonly created: number
  readonly customer: string
  readonly returnUrl: string | null
  /** The one thing the visit is for; null for the whole portal. */
  readonly flow: 'payment_method_update' | null
  /** Where the visit leads when its one thing is done; null to say so in the page. */
  readonly flowReturnUrl: string | null
  readonly locale: string | null
  /** The secret in the page's address. */
  readonly secret: string
  readonly configuration: string
}
