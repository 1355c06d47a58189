import type { Metadata } from 'next'
import { discardDraft, publishDraft, runWhatIf, saveDraft } from '@/app/(admin)/admin/pricing/actions'
import { ChangesTable } from '@/components/pricing/changes-table'
import { DiscardButton, PublishButton, RebaseButton } from '@/components/pricing/draft-buttons'
import { DraftForm } from '@/components/pricing/draft-form'
import { UnsavedProvider } from '@/components/pricing/unsaved'
import { WhatIfCard } from '@/components/pricing/what-if-card'
import { Alert } from '@/components/ui/alert'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DayText } from '@/components/ui/day-text'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { type PriceDraftPage, priceDraftPage } from '@/lib/reads/price-draft'

export const metadata: Metadata = { title: 'Draft prices' }

const DraftPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const least = textOf(asked.order) === 'least'
  const page = await readPage((ctx) => priceDraftPage(ctx, { book: textOf(asked.book), least }))
  const { book, draft, published, today, zone } = page
  const latest = book?.latest ?? 0
  return (
    <>
      <PageHeader
        title={book ? `${book.name}, version ${latest + 1}` : 'New price book'}
        text="Nobody is charged by a draft. Prices are before VAT; issued invoices and priced usage keep what they had."
      />
      <UnsavedProvider key={book?.name ?? ''}>
        <Overtaken {...page} />
        <DraftForm
          book={book}
          expected={draft?.version ?? 0}
          baseVersion={draft?.baseVersion ?? latest}
          published={published}
          from={draft ?? published}
          startsOn={draft?.effectiveFrom ?? today}
          note={draft?.note ?? ''}
          save={saveDraft}
          text={<Saved draft={draft} latest={latest} zone={zone} />}
          footer={
            book && draft ? (
              <DiscardButton
                draft={{ book: book.name, version: draft.version }}
                action={discardDraft}
                isNew={latest === 0}
              />
            ) : null
          }
        />
        <Publishing page={page} least={least} />
      </UnsavedProvider>
    </>
  )
}

type SavedProps = Pick<PriceDraftPage, 'draft' | 'zone'> & { latest: number }

const Saved = ({ draft, latest, zone }: SavedProps) => {
  if (draft) {
    return (
      <>
        Last saved by {draft.savedBy}, <DateTime at={draft.savedAt} zone={zone} />.
      </>
    )
  }
  return latest > 0 ? <>Started from version {latest}; not saved yet.</> : <>Not saved yet.</>
}

/** A version was published that the draft does not follow: what it changed, and the way to follow it. */
const Overtaken = ({ book, draft, overtaken }: PriceDraftPage) =>
  book && draft && overtaken ? (
    <Card aria-label="Published meanwhile">
      <CardBody className="pt-4">
        <Alert
          tone="warn"
          title={`Version ${overtaken.to} was published meanwhile; this draft follows version ${overtaken.from}.`}
          action={<RebaseButton draft={rebased(book, draft)} save={saveDraft} />}
        >
          Nothing of the draft is lost. Look at what changed, then base the draft on it.
        </Alert>
      </CardBody>
      <ChangesTable
        label="Published meanwhile"
        changes={overtaken.changes}
        currency={book.currency}
        from={`Version ${overtaken.from}`}
        to={`Version ${overtaken.to}`}
      />
    </Card>
  ) : null

type Shown<Key extends 'book' | 'draft'> = NonNullable<PriceDraftPage[Key]>

const rebased = (book: Shown<'book'>, { version, savedAt: _, savedBy: __, ...draft }: Shown<'draft'>) => ({
  ...draft,
  book: book.name,
  currency: book.currency,
  expected: version,
  baseVersion: book.latest,
})

/** Changes, what-if and publishing of a saved draft. */
const Publishing = ({ page, least }: { page: PriceDraftPage; least: boolean }) => {
  const { book, draft, changes, whatIf, zone } = page
  if (!book || !draft || !whatIf) return null
  const asked = { book: book.name, version: draft.version }
  const turned = addressOf('/admin/pricing/draft', { book: book.name, order: least ? null : 'least' })
  return (
    <>
      <Card aria-label="Changes">
        <CardHeader title="Changes" text={book.latest > 0 ? `Against version ${book.latest}.` : 'The first version.'} />
        <ChangesTable
          label="Changes"
          changes={changes}
          currency={book.currency}
          from={book.latest > 0 ? `Version ${book.latest}` : 'Before'}
          to="Draft"
        />
      </Card>
      <WhatIfCard draft={asked} action={runWhatIf} whatIf={whatIf} zone={zone} least={least} turned={turned} />
      <Card aria-label="Publish">
        <CardHeader
          title="Publish"
          text={<When draft={draft} />}
          actions={
            <PublishButton
              draft={asked}
              action={publishDraft}
              name={`version ${draft.baseVersion + 1} of ${book.name}`}
              text={
                <>
                  <When draft={draft} /> A version is never edited: a mistake is mended by the next one.
                </>
              }
            />
          }
        />
      </Card>
    </>
  )
}

const When = ({ draft }: { draft: Shown<'draft'> }) => (
  <>
    These prices hold for every organization on this book from <DayText day={draft.effectiveFrom} />, in its own zone.
    Usage before that day, usage that is priced already and issued invoices stay as they are.
  </>
)

export default DraftPage
