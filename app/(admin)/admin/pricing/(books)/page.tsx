import type { Metadata } from 'next'
import { PriceBookChoice } from '@/components/admin/price-book-choice'
import { PriceHistory } from '@/components/admin/price-history'
import { CompareCard } from '@/components/pricing/compare-card'
import { DraftNote } from '@/components/pricing/draft-note'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { adminPricing } from '@/lib/reads/admin-pricing'
import { Header } from './header'

export const metadata: Metadata = { title: 'Pricing' }

const PricingPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const { books, book, zone } = await readPage((ctx) =>
    adminPricing(ctx, { book: textOf(asked.book), from: textOf(asked.from), to: textOf(asked.to) }),
  )
  return (
    <>
      <Header />
      <PriceBookChoice books={books} current={book?.name ?? ''} />
      {book ? (
        <>
          <DraftNote book={book.name} zone={zone} draft={book.draft} />
          <PriceHistory currency={book.currency} zone={zone} versions={book.versions} />
          {book.versions.length > 1 ? (
            <CompareCard
              book={book.name}
              currency={book.currency}
              versions={book.versions.map(({ version }) => version)}
              comparison={book.comparison}
            />
          ) : null}
        </>
      ) : (
        <Card>
          <EmptyState
            title="No price book yet"
            text="A price book says what tenants, skills and meters cost, in one currency."
            action={<LinkButton href="/admin/pricing/draft">New price book</LinkButton>}
          />
        </Card>
      )}
    </>
  )
}

export default PricingPage
