import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from './button'

export type PaginationProps = {
  /** Where the page before and after are; null at the ends. */
  readonly previous: string | null
  readonly next: string | null
}

/** Back and forth through a long list by links, so that a page of it can be bookmarked. Nothing where one page is all. */
export const Pagination = ({ previous, next }: PaginationProps) => {
  const t = useTranslations('ui')
  if (!previous && !next) return null
  return (
    <nav aria-label={t('pages')} className="flex justify-end gap-2 border-line border-t px-4 py-2.5 sm:px-5">
      {previous ? (
        <LinkButton href={previous} variant="secondary" size="small" rel="prev">
          <ChevronLeft aria-hidden />
          {t('previous')}
        </LinkButton>
      ) : null}
      {next ? (
        <LinkButton href={next} variant="secondary" size="small" rel="next">
          {t('next')}
          <ChevronRight aria-hidden />
        </LinkButton>
      ) : null}
    </nav>
  )
}
