import type { BadgeTone } from '@/components/ui/badge'
import type { ReplayAnswer, StripeEventState } from '@/lib/contracts/stripe-events'

export const stateWords: Readonly<Record<StripeEventState, { readonly words: string; readonly tone: BadgeTone }>> = {
  failing: { words: 'Failing', tone: 'bad' },
  received: { words: 'Received', tone: 'neutral' },
  done: { words: 'Done', tone: 'good' },
  ignored: { words: 'Ignored', tone: 'neutral' },
}

export const attemptWords = (attempts: number): string => (attempts === 1 ? '1 attempt' : `${attempts} attempts`)

type Said = { readonly good: boolean; readonly title: string; readonly text: string }

/** What came of a replay, for who pressed the button. */
export const replaySaid = ({ before, outcome, sentence }: ReplayAnswer): Said => {
  if (outcome === 'failing' || outcome === 'received') {
    return { good: false, title: before === 'failing' ? 'It still fails' : 'The replay failed', text: sentence }
  }
  return { good: true, title: titles[before][outcome], text: sentence }
}

const titles = {
  failing: { done: 'Replayed, and done', ignored: 'Replayed: there is nothing to do' },
  received: { done: 'Replayed, and done', ignored: 'Replayed: there is nothing to do' },
  ignored: { done: 'Replayed, and done', ignored: 'Replayed: there is nothing to do' },
  done: { done: 'Replayed: nothing was done twice', ignored: 'Replayed: nothing was done twice' },
} as const
