import { buttonStyle } from '@/components/ui/button-style'
import type { RunItem } from './run-item'

const states: readonly { readonly state: RunItem['state'] | null; readonly words: string }[] = [
  { state: null, words: 'All' },
  { state: 'ready', words: 'Ready' },
  { state: 'issued', words: 'Issued' },
  { state: 'blocked', words: 'Blocked' },
  { state: 'nothing', words: 'Nothing to bill' },
]

export type RunStatesProps = {
  readonly items: readonly RunItem[]
  /** Null is every state. */
  readonly shown: RunItem['state'] | null
  readonly show: (state: RunItem['state'] | null) => void
}

/** How many organizations of the page are in which state, and the choice of one. */
export const RunStates = ({ items, shown, show }: RunStatesProps) => (
  <fieldset className="flex min-w-0 flex-wrap gap-1.5">
    <legend className="sr-only">States</legend>
    {states.map(({ state, words }) => (
      <button
        key={words}
        type="button"
        aria-pressed={shown === state}
        onClick={() => show(state)}
        className={buttonStyle({ variant: shown === state ? 'primary' : 'secondary', size: 'small' })}
      >
        {words}
        <span className="figures">{items.filter((item) => state === null || item.state === state).length}</span>
      </button>
    ))}
  </fieldset>
)
