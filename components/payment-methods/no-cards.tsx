import { CreditCard } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { EmptyState } from '@/components/ui/empty-state'

/** No card yet, and the one way to one where the reader may add it. */
export const NoCards = ({ action }: { action: ReactNode }) => {
  const t = useTranslations('paymentMethods')
  return (
    <EmptyState
      icon={<CreditCard aria-hidden />}
      title={t('noneTitle')}
      text={t(action ? 'noneText' : 'noneReadText')}
      action={action}
    />
  )
}
