import { defineComponent, h, type PropType } from "vue";
import type { Block } from "./blocks";
import { rendered } from "./render";

/** One block; drawn again only when its block is another. */
export default defineComponent({
  props: { block: { type: Object as PropType<Block>, required: true } },
  setup: (props) => () => h("div", { class: "block" }, rendered(props.block)),
});
