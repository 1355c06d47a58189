import { useTranslations } from 'next-intl'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { limitRows, type Machine, type Quota, type SavedMachines } from './machines'

export type LimitsTableProps = {
  readonly machines: readonly Machine[]
  readonly quotas: readonly Quota[]
  readonly settings: SavedMachines | null
}

/** Use and limit by region and machine. */
export const LimitsTable = ({ machines, quotas, settings }: LimitsTableProps) => {
  const t = useTranslations('compute')
  const rows = limitRows({ machines, quotas }, settings)
  const elsewhere = t(rows.some(({ region }) => region !== '') ? 'everyOtherRegion' : 'everyRegion')
  return (
    <Table label={t('limits')}>
      <TableHead>
        <tr>
          <HeadCell className="hidden sm:table-cell">{t('region')}</HeadCell>
          <HeadCell>{t('machine')}</HeadCell>
          <HeadCell className="text-right">{t('inUse')}</HeadCell>
          <HeadCell className="text-right">{t('limit')}</HeadCell>
          <HeadCell className="text-right">{t('left')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map(({ region, machine, inUse, limit }) => (
          <TableRow key={`${region} ${machine.machineType}`}>
            <Cell className="hidden min-w-28 [overflow-wrap:anywhere] sm:table-cell">
              {region || <span className="text-ink-soft">{elsewhere}</span>}
            </Cell>
            <Cell className="sm:min-w-40">
              {machine.description}
              <span className="block text-ink-faint text-xs [overflow-wrap:anywhere]">{machine.machineType}</span>
              <span className="block text-ink-faint text-xs [overflow-wrap:anywhere] sm:hidden">
                {region || elsewhere}
              </span>
            </Cell>
            <Cell numeric>{inUse}</Cell>
            <Cell numeric>{limit}</Cell>
            <Cell numeric>{Math.max(0, limit - inUse)}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
