<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Grond voor woningen: inbreiding of aanplakken" filter="&quot;form&quot; IN ('inbreiding', 'aanplakken') AND &quot;verdict&quot; IN ('suitable', 'undecided')"/>
   <rule key="rule-1" symbol="1" label="Locatie: ongeschikt" filter="&quot;verdict&quot; = 'unsuitable'"/>
   <rule key="rule-2" symbol="2" label="Locatie: niet te zeggen" filter="&quot;verdict&quot; = 'unsayable'"/>
   <rule key="rule-3" symbol="3" label="Locatie: onbeslist" filter="&quot;verdict&quot; = 'undecided'"/>
   <rule key="rule-4" symbol="4" label="Locatie: geschikt" filter="&quot;verdict&quot; = 'suitable'"/>
   <rule key="rule-5" symbol="5" label="Ongeschikt" filter="&quot;standing&quot; = 'unsuitable'"/>
   <rule key="rule-6" symbol="6" label="Apart: te weinig bekend" filter="&quot;standing&quot; = 'apart'"/>
   <rule key="rule-7" symbol="7" label="Volgt daarna" filter="&quot;standing&quot; = 'listed'"/>
   <rule key="rule-8" symbol="8" label="Reserve" filter="&quot;standing&quot; = 'reserve'"/>
   <rule key="rule-9" symbol="9" label="Voorgedragen" filter="&quot;standing&quot; = 'shortlist'"/>
  </rules>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="PointPatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="distance_x" type="QString" value="1.4"/>
      <Option name="distance_y" type="QString" value="1.4"/>
      <Option name="displacement_x" type="QString" value="0.7"/>
     </Option>
     <symbol type="marker" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="name" type="QString" value="circle"/>
        <Option name="size" type="QString" value="0.45"/>
        <Option name="color" type="QString" value="196,232,250,255"/>
        <Option name="outline_color" type="QString" value="196,232,250,255"/>
        <Option name="outline_width" type="QString" value="0"/>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="141,153,159,255"/>
      <Option name="line_width" type="QString" value="0.3"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="flat"/>
      <Option name="use_custom_dash" type="QString" value="1"/>
      <Option name="customdash" type="QString" value="0.3;0.9"/>
      <Option name="customdash_unit" type="QString" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="164,155,139,255"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="flat"/>
      <Option name="use_custom_dash" type="QString" value="1"/>
      <Option name="customdash" type="QString" value="0.5;1"/>
      <Option name="customdash_unit" type="QString" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="243,189,67,255"/>
      <Option name="line_width" type="QString" value="0.8"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="flat"/>
      <Option name="use_custom_dash" type="QString" value="1"/>
      <Option name="customdash" type="QString" value="2;1"/>
      <Option name="customdash_unit" type="QString" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="196,232,250,255"/>
      <Option name="line_width" type="QString" value="0.8"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="CentroidFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="point_on_surface" type="QString" value="1"/>
      <Option name="point_on_all_parts" type="QString" value="0"/>
     </Option>
     <symbol type="marker" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="name" type="QString" value="cross2"/>
        <Option name="size" type="QString" value="2.2"/>
        <Option name="color" type="QString" value="141,153,159,255"/>
        <Option name="outline_color" type="QString" value="141,153,159,255"/>
        <Option name="outline_width" type="QString" value="0.5"/>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="CentroidFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="point_on_surface" type="QString" value="1"/>
      <Option name="point_on_all_parts" type="QString" value="0"/>
     </Option>
     <symbol type="marker" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="name" type="QString" value="triangle"/>
        <Option name="size" type="QString" value="5.4"/>
        <Option name="color" type="QString" value="87,66,18,255"/>
        <Option name="outline_color" type="QString" value="243,189,67,255"/>
        <Option name="outline_width" type="QString" value="0.5"/>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="7" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="CentroidFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="point_on_surface" type="QString" value="1"/>
      <Option name="point_on_all_parts" type="QString" value="0"/>
     </Option>
     <symbol type="marker" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="name" type="QString" value="square"/>
        <Option name="size" type="QString" value="3.9"/>
        <Option name="color" type="QString" value="23,30,35,255"/>
        <Option name="outline_color" type="QString" value="63,159,208,255"/>
        <Option name="outline_width" type="QString" value="0.35"/>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="8" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="CentroidFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="point_on_surface" type="QString" value="1"/>
      <Option name="point_on_all_parts" type="QString" value="0"/>
     </Option>
     <symbol type="marker" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="name" type="QString" value="circle"/>
        <Option name="size" type="QString" value="4.6"/>
        <Option name="color" type="QString" value="23,30,35,255"/>
        <Option name="outline_color" type="QString" value="196,232,250,255"/>
        <Option name="outline_width" type="QString" value="0.7"/>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="9" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="CentroidFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="point_on_surface" type="QString" value="1"/>
      <Option name="point_on_all_parts" type="QString" value="0"/>
     </Option>
     <symbol type="marker" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="name" type="QString" value="circle"/>
        <Option name="size" type="QString" value="5.4"/>
        <Option name="color" type="QString" value="196,232,250,255"/>
        <Option name="outline_color" type="QString" value="23,30,35,255"/>
        <Option name="outline_width" type="QString" value="0.3"/>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="rule-based">
  <rules key="labels">
   <rule key="label-0" description="Apart: te weinig bekend: plaats" filter="&quot;standing&quot; = 'apart'">
    <settings>
     <text-style fieldName="'?'" isExpression="1" fontFamily="Open Sans" namedStyle="Semibold" fontWeight="63" fontSize="7" fontSizeUnit="Point" textColor="243,189,67,255" textOpacity="1">
      <text-buffer bufferDraw="0" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="243,189,67,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="1" quadOffset="4" centroidInside="1" priority="10"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="0" scaleMin="0" scaleMax="0"/>
    </settings>
   </rule>
   <rule key="label-1" description="Volgt daarna: plaats" filter="&quot;standing&quot; = 'listed'">
    <settings>
     <text-style fieldName="to_string(&quot;rank&quot;)" isExpression="1" fontFamily="Open Sans" namedStyle="Semibold" fontWeight="63" fontSize="7" fontSizeUnit="Point" textColor="238,242,244,255" textOpacity="1">
      <text-buffer bufferDraw="0" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="238,242,244,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="1" quadOffset="4" centroidInside="1" priority="10"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="0" scaleMin="0" scaleMax="0"/>
    </settings>
   </rule>
   <rule key="label-2" description="Reserve: plaats" filter="&quot;standing&quot; = 'reserve'">
    <settings>
     <text-style fieldName="to_string(&quot;rank&quot;)" isExpression="1" fontFamily="Open Sans" namedStyle="Semibold" fontWeight="63" fontSize="7" fontSizeUnit="Point" textColor="196,232,250,255" textOpacity="1">
      <text-buffer bufferDraw="0" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="196,232,250,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="1" quadOffset="4" centroidInside="1" priority="10"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="0" scaleMin="0" scaleMax="0"/>
    </settings>
   </rule>
   <rule key="label-3" description="Voorgedragen: plaats" filter="&quot;standing&quot; = 'shortlist'">
    <settings>
     <text-style fieldName="to_string(&quot;rank&quot;)" isExpression="1" fontFamily="Open Sans" namedStyle="Semibold" fontWeight="63" fontSize="8" fontSizeUnit="Point" textColor="23,30,35,255" textOpacity="1">
      <text-buffer bufferDraw="0" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="23,30,35,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="1" quadOffset="4" centroidInside="1" priority="10"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="0" scaleMin="0" scaleMax="0"/>
    </settings>
   </rule>
   <rule key="label-4" description="Woningen en complex" filter="&quot;standing&quot; NOT IN ('unsuitable', 'unsayable') AND &quot;best&quot;">
    <settings>
     <text-style fieldName="if(&quot;homes_mid&quot; IS NULL, 'woningen onbekend', &quot;homes_mid&quot; || ' woningen') || '\n' || coalesce(&quot;complex&quot;, '')" isExpression="1" fontFamily="Open Sans" namedStyle="Regular" fontWeight="50" fontSize="7.5" fontSizeUnit="Point" textColor="238,242,244,255" textOpacity="1">
      <text-buffer bufferDraw="1" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="23,30,35,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="0" dist="3.4" distUnits="MM" centroidInside="1" priority="6"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="1" scaleMin="0" scaleMax="7500"/>
    </settings>
   </rule>
  </rules>
 </labeling>
</qgis>
