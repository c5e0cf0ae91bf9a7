// The part of ECharts that the board uses, as `window.echarts`. Anything drawn
// that is not listed here stays silently empty, so a new chart type starts here.
import * as echarts from "echarts/core";
import { BarChart, LineChart, SankeyChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([
  BarChart,
  LineChart,
  SankeyChart,
  AriaComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

const { init, getInstanceByDom, use, version } = echarts;
window.echarts = { init, getInstanceByDom, use, version };
