import { Cpu } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DefinitionList } from '@/components/ui/definition-list'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { ComputeForm, type ComputeFormProps } from './compute-form'
import { LimitsTable } from './limits-table'
import type { SavedMachines } from './machines'

export type ComputeProps = Omit<ComputeFormProps, 'save'> & {
  readonly zone: string
  /** False where there is nothing to choose: no machine is offered, or the mode is off (W4). */
  readonly offered: boolean
  /** Left out where the reader may only look. */
  readonly save?: ComputeFormProps['save']
}

/** The machines of an organization: what is saved, how to change it, and how many it may have where. */
export const Compute = ({ zone, offered, save, ...form }: ComputeProps) => {
  const t = useTranslations('compute')
  const { org, machines, quotas, settings } = form
  const header = <PageHeader title={t('title')} text={t('text')} />
  if (!offered) {
    return (
      <>
        {header}
        <Card>
          <EmptyState
            icon={<Cpu aria-hidden />}
            title={t('nothingTitle')}
            text={t('nothingText', { payer: form.payer })}
            action={
              <LinkButton href={`/o/${org}/usage`} variant="secondary">
                {t('toUsage')}
              </LinkButton>
            }
          />
        </Card>
      </>
    )
  }
  return (
    <>
      {header}
      <Card>
        <CardHeader title={t('form')} text={t(save ? 'formText' : 'readOnly', { payer: form.payer })} />
        <CardBody className="flex flex-col gap-5">
          <Saved settings={settings} machines={machines} zone={zone} />
          {save ? <ComputeForm {...form} save={save} /> : null}
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t('limits')} text={t('limitsText')} />
        <LimitsTable machines={machines} quotas={quotas} settings={settings} />
      </Card>
    </>
  )
}

type SavedProps = Pick<ComputeProps, 'machines' | 'zone'> & { readonly settings: SavedMachines | null }

const Saved = ({ settings, machines, zone }: SavedProps) => {
  const t = useTranslations('compute')
  if (settings === null) return <p className="text-ink-soft">{t('never')}</p>
  const { count, region, machineType, updatedAt } = settings
  const size = machines.find((machine) => machine.machineType === machineType)?.description ?? machineType
  return (
    <DefinitionList
      items={[
        { term: t('now'), value: t('nowText', { count, size, name: machineType, region }) },
        { term: t('changedAt'), value: <DateTime at={updatedAt} zone={zone} /> },
      ]}
    />
  )
}
