/** A channel or chat without the thread that Teams adds to its id: "19:…@thread.tacv2;messageid=1700000000000". */
export function rootOf(conversation: string): string {
  return conversation.split(";")[0] ?? conversation;
}
