import { DateTime } from '@/components/ui/date-time'
import { DefinitionList } from '@/components/ui/definition-list'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { type AttemptItem, answerWords, type DeliveryItem, outcomeWords } from './delivery-item'

export type AttemptListProps = {
  readonly item: DeliveryItem
  readonly attempts: readonly AttemptItem[]
  readonly zone: string
}

/** What is sent, and what was answered, the newest attempt first. */
export const AttemptList = (props: AttemptListProps) => {
  const { item } = props
  if (item.mail) return <MailSent {...props} mail={item.mail} />
  return item.tells === 'document' ? <DocumentFault {...item} /> : <CellAttempts {...props} />
}

const DocumentFault = ({ id, number, error }: DeliveryItem) => (
  <section aria-label={`What is wrong with ${id}`} className="text-sm">
    <h3 className="mb-1.5 font-medium">The PDF of invoice {number} is not stored</h3>
    <p className="text-ink-soft [overflow-wrap:anywhere]">
      {error === '' ? 'It is being made.' : `${error} It is made again by itself.`}
    </p>
  </section>
)

const MailSent = ({ item, mail }: AttemptListProps & { readonly mail: NonNullable<DeliveryItem['mail']> }) => (
  <div className="grid gap-x-8 gap-y-4 text-sm md:grid-cols-2">
    <section aria-label={`What ${item.id} says`}>
      <h3 className="mb-1.5 font-medium">{mail.subject}</h3>
      <p className="whitespace-pre-line text-ink-soft [overflow-wrap:anywhere]">{mail.text}</p>
    </section>
    <div>
      <h3 className="mb-1.5 font-medium">What became of it</h3>
      <p className="text-ink-soft [overflow-wrap:anywhere]">{mailOutcome(item, mail.sentTo)}</p>
    </div>
  </div>
)

const mailOutcome = ({ state, error }: DeliveryItem, sentTo: readonly string[]): string => {
  if (state === 'delivered') return `The mail server took it for ${sentTo.join(', ')}.`
  if (state === 'nobody')
    return 'The organization has no address for invoices, and nobody who owns it or does its billing.'
  if (state === 'overtaken') return 'It was no news any more, and was not sent.'
  if (state === 'given_up') return 'The mail server did not take it for a day.'
  return error === '' ? 'It was not tried yet.' : error
}

const types = { halt: 'org.halt', unblock: 'org.unblock', quota: 'quota.threshold', mail: '', document: '' } as const

const CellAttempts = ({ item, attempts, zone }: AttemptListProps) => (
  <div className="grid gap-x-8 gap-y-4 text-sm md:grid-cols-2">
    <section aria-label={`What ${item.id} says`}>
      <h3 className="mb-1.5 font-medium">What is sent</h3>
      <DefinitionList
        items={[
          { term: 'Message', value: item.id },
          { term: 'Type', value: types[item.tells] },
          { term: 'Organization', value: item.org.org },
          { term: item.tells === 'quota' ? 'Per cent' : 'Generation', value: item.number },
          { term: 'Of', value: <DateTime at={item.createdAt} zone={zone} /> },
        ]}
      />
    </section>
    <div>
      <h3 className="mb-1.5 font-medium">What was answered</h3>
      {attempts.length === 0 ? (
        <p className="text-ink-soft">{item.tells === 'quota' ? lastOf(item) : 'Nothing was sent yet.'}</p>
      ) : (
        <ScrollRegion label={`What ${item.id} was answered`} className="max-h-64 overflow-y-auto">
          <ol className="divide-y divide-line">
            {attempts.map((each) => (
              <li key={each.attempt} className="py-1.5">
                <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <span className="font-medium">{outcomeWords[each.outcome]}</span>
                  <span className="text-ink-soft text-xs">
                    <DateTime at={each.attemptedAt} zone={zone} /> · {each.cell}
                  </span>
                </span>
                {each.outcome === 'overtaken' ? null : (
                  <span className="block text-ink-soft [overflow-wrap:anywhere]">{answerWords(each)}</span>
                )}
              </li>
            ))}
          </ol>
        </ScrollRegion>
      )}
    </div>
  </div>
)

/** Of notices of a quota only the last failure is kept. */
const lastOf = ({ error, state }: DeliveryItem): string => {
  if (error !== '') return error
  return state === 'delivered' ? 'The cell acknowledged it.' : 'No answer is kept.'
}
