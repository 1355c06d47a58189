import { DeliveriesSkeleton } from '@/components/deliveries/deliveries-skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <DeliveriesSkeleton />
  </>
)

export default Loading
