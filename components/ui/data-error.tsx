'use client'

import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from './button'
import { EmptyState } from './empty-state'

export type DataErrorProps = {
  readonly title?: string
  readonly text?: string
  /** What a new try does; without it the page reads its data again. */
  readonly onRetry?: () => void
}

/** Something could not be loaded: calm words and another try, in the place where the data would be. */
export const DataError = ({ title, text, onRetry }: DataErrorProps) => {
  const t = useTranslations('failure')
  const ui = useTranslations('ui')
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const retry = () => startTransition(() => (onRetry ? onRetry() : router.refresh()))
  return (
    <div role="alert">
      <EmptyState
        icon={<RotateCw aria-hidden />}
        title={title ?? t('unreachableTitle')}
        text={text ?? t('unreachableText')}
        action={
          <Button variant="secondary" loading={pending} onClick={retry}>
            {ui('retry')}
          </Button>
        }
      />
    </div>
  )
}
