/**
 * The broadcast address of the loopback network. Linux refuses a TCP connection to it at once with ENETUNREACH, as it does where no route
 * leads: no packet is sent and no privilege is needed. Other systems may answer differently.
 */
export const UNREACHABLE_ADDRESS = '127.255.255.255';
