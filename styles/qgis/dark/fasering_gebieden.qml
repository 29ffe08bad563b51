<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="1">
 <temporal mode="2" enabled="1" startField="from_date" endField="until_date" durationField="" durationUnit="days" fixedDuration="0" accumulate="0" limitMode="0" startExpression="" endExpression="">
  <fixedRange>
   <start/>
   <end/>
  </fixedRange>
 </temporal>
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Alles zoals gevraagd past niet" filter="(@map_start_time IS NOT NULL OR &quot;year&quot; = maximum(&quot;year&quot;)) AND &quot;asked_fits&quot; IN ('nee', 'no')"/>
   <rule key="rule-1" symbol="1" label="Alles zoals gevraagd past" filter="(@map_start_time IS NOT NULL OR &quot;year&quot; = maximum(&quot;year&quot;)) AND &quot;asked_fits&quot; IN ('ja', 'yes')"/>
   <rule key="rule-2" symbol="2" label="Ruimte onbekend" filter="(@map_start_time IS NOT NULL OR &quot;year&quot; = maximum(&quot;year&quot;)) AND &quot;room_mw&quot; IS NULL"/>
  </rules>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="138,99,171,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="45"/>
      <Option name="distance" type="QString" value="2"/>
     </Option>
     <symbol type="line" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="line_color" type="QString" value="238,242,244,255"/>
        <Option name="line_width" type="QString" value="0.25"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="capstyle" type="QString" value="round"/>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="238,242,244,255"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="42,34,51,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="169,182,189,255"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="36,35,34,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="135"/>
      <Option name="distance" type="QString" value="1.6"/>
     </Option>
     <symbol type="line" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="line_color" type="QString" value="164,155,139,255"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="capstyle" type="QString" value="round"/>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="169,182,189,255"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="rule-based">
  <rules key="labels">
   <rule key="label-0" description="In de fasering en ruimte" filter="(@map_start_time IS NOT NULL OR &quot;year&quot; = maximum(&quot;year&quot;))">
    <settings>
     <text-style fieldName="&quot;limit_name&quot; || '
     ' || &quot;year&quot; || ': ' || round(&quot;plan_mw&quot;, 2) || ' MW / ' || coalesce(round(&quot;room_mw&quot;, 2), '?') || ' MW'" isExpression="1" fontFamily="Open Sans" namedStyle="Regular" fontWeight="50" fontSize="8" fontSizeUnit="Point" textColor="238,242,244,255" textOpacity="1">
      <text-buffer bufferDraw="1" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="23,30,35,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="4" priority="4"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="0" scaleMin="0" scaleMax="0"/>
    </settings>
   </rule>
  </rules>
 </labeling>
</qgis>
