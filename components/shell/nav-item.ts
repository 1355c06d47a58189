/** Where a navigation entry leads. Icons are chosen by name, since functions do not travel to the browser. */
export type NavItem = {
  readonly href: string
  readonly label: string
  readonly icon:
    | 'overview'
    | 'usage'
    | 'invoices'
    | 'plans'
    | 'credits'
    | 'cards'
    | 'machines'
    | 'instances'
    | 'organizations'
    | 'pricing'
    | 'run'
    | 'events'
    | 'deliveries'
    | 'mails'
    | 'jobs'
    | 'backfill'
    | 'keys'
    | 'audit'
    | 'settings'
    | 'switch'
  /** Active on this very page only; otherwise on every page below it too. */
  readonly exact?: boolean
  /** What waits there for somebody: how much, and in words what. Zero shows nothing. */
  readonly waiting?: { readonly count: number; readonly words: string }
}
