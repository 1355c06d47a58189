import { exactWords } from '@/components/funding/amount'
import type { RefundItem } from '@/lib/contracts/payments'
import { failureWords } from './words'

type Said = { readonly title: string; readonly text: string; readonly tone: 'good' | 'warn' | 'bad' }

const isSome = (amount: string | null): amount is string => amount !== null && /[1-9]/.test(amount)

/** What happened to the credit that belonged to the money, in a sentence. */
export const creditWords = ({ taken, spent }: Pick<RefundItem, 'taken' | 'spent'>, currency: string): string => {
  const [gone, used] = [
    isSome(taken) ? exactWords(taken, currency) : '',
    isSome(spent) ? exactWords(spent, currency) : '',
  ]
  if (gone && used) return `${gone} of its credit was unused and is gone, ${used} was spent already.`
  if (gone) return `${gone} of its credit was unused and is gone.`
  return used ? `All of its credit, ${used}, was spent already and stays spent.` : 'No credit was taken back.'
}

/** What became of a refund, for who asked for it. */
export const refundSaid = (
  { amount, status, failure, taken, spent }: Pick<RefundItem, 'amount' | 'status' | 'failure' | 'taken' | 'spent'>,
  currency: string,
): Said => {
  const money = exactWords(amount, currency)
  if (status === 'failed') {
    const why = failure ? `Stripe says: ${failureWords(failure)}.` : 'Stripe does not say why.'
    return { tone: 'bad', title: `${money} cannot go back`, text: `${why} The credit stays.` }
  }
  const title = status === 'succeeded' ? `${money} goes back` : `${money} is on its way back`
  return { tone: 'good', title, text: creditWords({ taken, spent }, currency) }
}
