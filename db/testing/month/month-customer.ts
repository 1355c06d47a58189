import type { Db } from '@/db/client'
import { buyingActs, returningActs } from './month-buying'
import { cardActs } from './month-cards'
import { openPerson } from './month-person'
import type { MonthStripe } from './month-stripe'
import { type Prices, subscribingActs } from './month-subscribing'

/**
 * What an org's people do in the portal's forms and at Stripe. Nothing of it waits for a webhook, and nobody comes back
 * from a form, unless it says `settled`.
 */
export const openMonthCustomer = (db: Db, stripe: MonthStripe, prices: Prices, org: string) => {
  const person = openPerson(db, stripe, org)
  return {
    org,
    typeInto: person.typeInto,
    ...cardActs(person),
    ...buyingActs(person),
    ...returningActs(person),
    ...subscribingActs(person, prices),
  }
}

export type MonthCustomer = ReturnType<typeof openMonthCustomer>
