import { computed, ref, watch, type ComputedRef, type Ref } from "vue";
import { t } from "../i18n/t";
import { card, sees } from "./choice";
import { attach, attached } from "./drafts";
import { dataUrl, MOST } from "./pictures";

export interface Attaching {
  pictures: ComputedRef<readonly string[]>;
  /** Why a picture was not attached, for who attached it. */
  complaint: Ref<string>;
  add: (files: File[]) => Promise<void>;
  remove: (place: number) => void;
  /** The pictures, that go with a message now and wait no longer. */
  take: () => string[];
}

/** Attach pictures to what is being typed in a conversation. */
export function useAttaching(key: () => string): Attaching {
  const pictures = computed(() => attached(key()));
  const complaint = ref("");
  watch(key, () => (complaint.value = ""));

  async function add(files: File[]): Promise<void> {
    const to = key(); // another conversation may be shown by the time a picture is read
    complaint.value = refusal(pictures.value.length + files.length);
    if (complaint.value) return;
    for (const file of files) {
      try {
        const shown = await dataUrl(file);
        attach(to, [...attached(to), shown]);
      } catch (error) {
        complaint.value = (error as Error).message;
      }
    }
  }

  function remove(place: number): void {
    const others = pictures.value.filter((_, at) => at !== place);
    attach(key(), others);
  }

  function take(): string[] {
    const taken = [...pictures.value];
    attach(key(), []);
    complaint.value = "";
    return taken;
  }

  return { pictures, complaint, add, remove, take };
}

function refusal(count: number): string {
  if (!sees.value) return t("model_is_blind", { model: card.value?.name ?? "" });
  return count > MOST ? t("pictures_many", { n: MOST }) : "";
}
