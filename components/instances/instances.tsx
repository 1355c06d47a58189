import { ServerCog } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

/** The installations that are linked to an organization: none so far, and what one would be. */
export const Instances = ({ payer }: { readonly payer: string }) => {
  const t = useTranslations('instances')
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Card>
        <EmptyState
          icon={<ServerCog aria-hidden />}
          title={t('emptyTitle', { payer })}
          text={t('emptyText')}
          action={
            <LinkButton href="/docs/api" variant="secondary">
              {t('read')}
            </LinkButton>
          }
        />
      </Card>
    </>
  )
}
