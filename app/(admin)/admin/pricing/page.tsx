import type { Metadata } from 'next'
import { PriceBookChoice } from '@/components/admin/price-book-choice'
import { PriceHistory } from '@/components/admin/price-history'
import { PriceVersionForm } from '@/components/admin/price-version-form'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { adminPricing } from '@/lib/reads/admin-pricing'
import { publishPrices } from './actions'

export const metadata: Metadata = { title: 'Pricing' }

const PricingPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const { books, book, today, zone } = await readPage((ctx) => adminPricing(ctx, textOf(asked.book)))
  const isNew = book === null || asked.new !== undefined
  return (
    <>
      <PageHeader title="Pricing" text={`Price books, each with every version it had. Times in ${zone}.`} />
      <PriceBookChoice books={books} current={isNew ? '' : book.name} />
      {isNew ? (
        <PriceVersionForm book={null} from={null} startsOn={today} publish={publishPrices} />
      ) : (
        <>
          <PriceHistory currency={book.currency} zone={zone} versions={book.versions} />
          <PriceVersionForm
            key={`${book.name} ${book.latest}`}
            book={book}
            from={book.versions[0] ?? null}
            startsOn={today}
            publish={publishPrices}
          />
        </>
      )}
    </>
  )
}

export default PricingPage
