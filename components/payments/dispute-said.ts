import { exactWords } from '@/components/funding/amount'
import type { DisputeItem } from '@/lib/contracts/payments'

const isSome = (amount: string): boolean => /[1-9]/.test(amount)

/** What a dispute did to the credit that the payment bought, in a sentence. */
export const frozenWords = (
  { standing, taken, returned }: Pick<DisputeItem, 'standing' | 'taken' | 'returned'>,
  currency: string,
): string => {
  if (standing === 'won') {
    return isSome(returned) ? `${exactWords(returned, currency)} of frozen credit came back.` : 'No credit was frozen.'
  }
  if (taken === null && standing !== 'asked') return 'Its unused credit is about to be frozen.'
  if (taken === null || !isSome(taken))
    return standing === 'asked' ? 'No credit is frozen.' : 'No unused credit was left to freeze.'
  const frozen = exactWords(taken, currency)
  return standing === 'lost' ? `${frozen} of its credit was frozen and is gone.` : `${frozen} of its credit is frozen.`
}
