import { Boxes } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { useMeterWords } from '@/components/usage/use-meter-words'
import type { SkillNames } from '@/lib/core/usage/meter-words'

export type TenantState = 'active' | 'suspended' | 'deleted'

export type TenantSummary = {
  readonly name: string
  readonly state: TenantState
  /** Enabled skills, with what they are called. */
  readonly skills: readonly { readonly skill: string; readonly names: SkillNames }[]
}

const tones = { active: 'good', suspended: 'warn', deleted: 'neutral' } as const

export type TenantsCardProps = {
  readonly tenants: readonly TenantSummary[]
  /** How many there are, where not all of them are shown, and where all of them are. */
  readonly count?: number
  readonly allHref?: string
}

/** The tenants of an organization, each with its state and skills. */
export const TenantsCard = ({ tenants, count = tenants.length, allHref = '' }: TenantsCardProps) => {
  const t = useTranslations('overview')
  const { skillName } = useMeterWords()
  return (
    <Card>
      <CardHeader
        title={t('tenants')}
        actions={
          count > tenants.length ? (
            <LinkButton href={allHref} variant="ghost" size="small">
              {t('showAll', { count })}
            </LinkButton>
          ) : null
        }
      />
      {tenants.length === 0 ? (
        <EmptyState icon={<Boxes aria-hidden />} title={t('noTenants')} text={t('noTenantsText')} />
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {tenants.map(({ name, state, skills }) => (
            <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 sm:px-5">
              <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
              <Badge tone={tones[state]} dot>
                {t(state)}
              </Badge>
              <span className="flex min-w-0 flex-wrap gap-1 sm:ml-auto">
                {skills.length > 0 ? (
                  skills.map(({ skill, names }) => <Badge key={skill}>{skillName(names)}</Badge>)
                ) : (
                  <span className="text-ink-faint text-sm">{t('noSkills')}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
