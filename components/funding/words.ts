import type { FundingAnswer, GrantItem, LedgerItem } from '@/lib/contracts/funding'
import { groupDigits } from '@/lib/core/money/format'

/** What administrators read for the names of the wire. */
export const billerWords: Readonly<Record<FundingAnswer['biller'], string>> = {
  invoice: 'Invoice',
  free_credit: 'Free credit',
  prepaid: 'Prepaid',
  plan_quota: 'Plan with weekly quota',
  linked: 'Linked installations',
}

export const originWords: Readonly<Record<GrantItem['origin'], string>> = {
  free: 'Free',
  signup: 'Welcome',
  topup: 'Top-up',
  pack: 'Pack',
  recharge: 'Recharge',
  admin: 'Granted',
}

export const grantStates = {
  open: { words: 'Open', tone: 'good' },
  used_up: { words: 'Used up', tone: 'neutral' },
  expired: { words: 'Expired', tone: 'warn' },
  taken_back: { words: 'Taken back', tone: 'neutral' },
} as const

const kindWords: Readonly<Record<LedgerItem['kind'], string>> = {
  grant: 'Grant',
  topup: 'Top-up',
  debit: 'Usage',
  refund: 'Refund',
  expiration: 'Expired',
  adjustment: 'Adjustment',
}

/**
 * A movement of credit in a word; an expiration that is positive gives back what usage from before it needs, and a debit what
 * usage had drawn that was taken back.
 */
export const movementWords = ({ kind, amount }: Pick<LedgerItem, 'kind' | 'amount'>): string => {
  if (kind === 'expiration' && !amount.startsWith('-')) return 'Expiry reversed for earlier usage'
  return kind === 'debit' && !amount.startsWith('-') ? 'Usage taken back' : kindWords[kind]
}

export const tierWords: Readonly<Record<FundingAnswer['settings']['tier'], string>> = {
  base: 'Base',
  pro: 'Pro',
  pro_plus: 'Pro+',
  pro_plus_plus: 'Pro++',
  custom: 'Custom',
}

const count = (much: number, word: string): string => `${groupDigits(String(much))} ${word}${much === 1 ? '' : 's'}`

/** How documents are counted, in a sentence. */
export const unitPolicyWords = (policy: FundingAnswer['settings']['unitPolicy']): string =>
  `${count(policy.pagesPerUnit, 'page')} or ${count(policy.bytesPerUnit, 'byte')}` +
  (policy.minimumUnits > 1 ? `, ${count(policy.minimumUnits, 'unit')} at least` : '')
