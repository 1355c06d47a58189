import { Alert } from '@/components/ui/alert'
import { MonthText } from '@/components/ui/day-text'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import type { WhatIfItem } from './what-if-item'

const named = 3
const namesOf = (orgs: readonly string[]): string =>
  orgs.length > named ? `${orgs.slice(0, named).join(', ')} and ${orgs.length - named} more` : orgs.join(', ')

/** What a draft has no price for though it is used, and what cannot be computed: neither is in the figures. */
export const WhatIfWarnings = ({
  unpriced,
  refused,
  currency,
}: Pick<WhatIfItem, 'unpriced' | 'refused' | 'currency'>) => (
  <>
    {unpriced.length > 0 ? (
      <Alert
        tone="warn"
        title={`The draft has no price for ${unpriced.length === 1 ? 'something' : 'things'} in use. Once published, it is refused, not free.`}
      >
        <ul className="mt-1 list-disc pl-5">
          {unpriced.map(({ kind, name, spoken, before, orgs }) => (
            <li key={`${kind} ${name}`}>
              {kind === 'skill' ? 'Skill' : 'Meter'} <b className="font-medium">{spoken}</b>
              {spoken === name ? '' : ` (${name})`}, which brought in <Money amount={before} currency={currency} />,
              used by {namesOf(orgs)}:{' '}
              {kind === 'skill' ? 'invoices with it cannot be issued.' : 'usage events are refused.'}
            </li>
          ))}
        </ul>
      </Alert>
    ) : null}
    {refused.length > 0 ? (
      <Alert
        tone="warn"
        title="Some months cannot be computed at the prices there are. They are left out of all figures."
      >
        <ul className="mt-1 list-disc pl-5">
          {refused.map(({ org, name, month, sentence }) => (
            <li key={`${org} ${month}`}>
              <Link href={`/admin/organizations/${org}`} className="underline">
                {name}
              </Link>
              , <MonthText month={month} />: {sentence}
            </li>
          ))}
        </ul>
      </Alert>
    ) : null}
  </>
)
