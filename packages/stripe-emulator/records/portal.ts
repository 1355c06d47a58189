import type { Metadata } from './metadata'

/** A visit to the local Customer Portal. */
export type PortalSessionRecord = {
  readonly id: string
  readonly created: number
  readonly customer: string
  readonly configuration: string
  readonly returnUrl: string | null
  /** The one thing the visit is for; null for the whole portal. */
  readonly flow: PortalFlowRecord | null
  readonly locale: string | null
  /** In the fragment of the page's address. */
  readonly secret: string
  /** The card that is being saved. */
  readonly setupIntent: string | null
}

export type PortalFlowRecord = {
  readonly type: 'payment_method_update'
  readonly after: 'hosted_confirmation' | 'portal_homepage' | 'redirect'
  readonly returnUrl: string | null
  readonly message: string | null
  readonly done: boolean
}

export type PortalConfigurationRecord = {
  readonly id: string
  readonly created: number
  readonly updated: number
  readonly active: boolean
  readonly isDefault: boolean
  readonly name: string | null
  readonly defaultReturnUrl: string | null
  readonly headline: string | null
  readonly privacyPolicyUrl: string | null
  readonly termsOfServiceUrl: string | null
  readonly methodUpdates: boolean
  readonly metadata: Metadata
}
