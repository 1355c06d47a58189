'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DataError } from '@/components/ui/data-error'

export type PageFailureProps = { readonly error: Error & { digest?: string }; readonly reset: () => void }

/** A page inside its frame that could not be shown: the navigation stays, and a new try reads the data again. */
export const PageFailure = ({ error, reset }: PageFailureProps) => {
  const t = useTranslations('failure')
  const router = useRouter()
  const again = () => {
    router.refresh()
    reset()
  }
  const text = error.digest
    ? `${t('unreachableText')} ${t('reference', { digest: error.digest })}`
    : t('unreachableText')
  return (
    <Card>
      <DataError text={text} onRetry={again} />
    </Card>
  )
}
