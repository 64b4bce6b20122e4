import { computed, ref, watch } from "vue";
import { keep, kept } from "../app/kept";
import { models, personas } from "../app/info";

const BESIDE_WORDS = ["embedding", "image", "video", "rerank", "transcription", "speech"];

/** The models that talk: others draw, hear or rank. */
export const talking = computed(() =>
  models.value.filter(
    ({ capabilities }) => !capabilities.some((each) => BESIDE_WORDS.includes(each)),
  ),
);

/** The persona and the model of the next question; remembered by this browser. */
const wantedModel = ref(kept("yz-model") ?? "");
export const persona = ref("chat");

/** Empty: the one that the deployment asks by default. */
export const model = computed({
  get: () => (talking.value.some((each) => each.id === wantedModel.value) ? wantedModel.value : ""),
  set: (chosen: string) => (wantedModel.value = chosen),
});
export const card = computed(
  () => talking.value.find((each) => each.id === model.value) ?? talking.value[0],
);
export const sees = computed(() => card.value?.capabilities.includes("vision") ?? false);

watch(wantedModel, (chosen) => keep("yz-model", chosen || null));
watch(personas, (known) => {
  if (known.length && !known.some((each) => each.id === persona.value)) persona.value = "chat";
});
