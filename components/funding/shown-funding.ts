import type { FundingAnswer } from '@/lib/contracts/funding'

/** What an organization is funded by, as administrators read it. */
export type ShownFunding = FundingAnswer & {
  /** Of the plan whose week it is; empty if there is none. */
  readonly planTitle: string
}
