import { Inbox } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card'
import { DataError } from '@/components/ui/data-error'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { PageSkeleton } from '@/components/ui/page-skeleton'
import { Pagination } from '@/components/ui/pagination'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Skeleton } from '@/components/ui/skeleton'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { invoices, longName } from './sample'
import { Section } from './section'

export const Placeholders = () => (
  <Section id="placeholders" title="Empty, failing, loading, long">
    <div className="grid gap-3 md:grid-cols-3">
      <Card>
        <EmptyState icon={<Inbox aria-hidden />} title="Nothing here yet" text="It appears when there is something." />
      </Card>
      <Card>
        <DataError />
      </Card>
      <Card>
        <CardHeader title="Loading" />
        <CardBody className="flex flex-col gap-2">
          <Skeleton className="w-2/3" />
          <Skeleton />
          <Skeleton className="w-1/3" />
        </CardBody>
        <CardFooter>
          <Button size="small">Footer action</Button>
        </CardFooter>
      </Card>
    </div>
    <Card>
      <Table label="A wide table">
        <TableHead>
          <tr>
            <HeadCell>Invoice</HeadCell>
            <HeadCell>Organization</HeadCell>
            <HeadCell numeric>Total</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {invoices.map(({ id, number, total }) => (
            <TableRow key={id}>
              <Cell>{number}</Cell>
              <Cell className="min-w-72">{longName}</Cell>
              <Cell numeric>
                <Money amount={total} currency="CHF" />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Pagination previous="#facts" next="#facts" />
    </Card>
    <ScrollRegion label="A long line" className="overflow-x-auto rounded-md border border-line bg-sunken p-3">
      <code className="whitespace-nowrap text-xs">
        {`curl https://kontor.example/api/v1/check ${longName} `.repeat(3)}
      </code>
    </ScrollRegion>
    <div className="grid gap-6 md:grid-cols-2">
      <PageSkeleton stats={3} rows={3} />
      <PageSkeleton words="h-11" filter="h-8" cards={['h-40']} rows={2} />
    </div>
  </Section>
)
