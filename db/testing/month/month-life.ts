import type { Biller } from '@/lib/core/funding/biller'
import type { MonthCustomer } from './month-customer'

/** What is done on a day of the month. */
export type Step = readonly [day: number, act: () => Promise<unknown>]

/** A customer's month. The eve of it is told and heard before the month begins. */
export type Life = {
  readonly biller: Biller
  readonly currency?: 'EUR'
  /** Tells whatever the customer comes into the month with. */
  eve?(
    customer: MonthCustomer,
    own: { use(francs: number): Promise<unknown>; invoice(): Promise<string> },
  ): Promise<void>
  month(customer: MonthCustomer, random: (below: number) => number): readonly Step[]
}
